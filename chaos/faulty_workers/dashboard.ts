import "./go_wrong_when_told.ts";
import "../../workers/dashboard.ts";
