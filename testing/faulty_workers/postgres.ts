import "./fail_on_command.ts";
import "../../workers/postgres.ts";
