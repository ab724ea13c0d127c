import "./fail_on_command.ts";
import "../../workers/broker.ts";
