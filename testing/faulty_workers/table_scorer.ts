import "./fail_on_command.ts";
import "../../workers/table_scorer.ts";
