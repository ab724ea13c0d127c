import { DashboardPage } from "./dashboard_page.ts";
import { speechOf } from "./speech.ts";

new DashboardPage(speechOf(document.documentElement.lang === "fr" ? "fr" : "en")).start();
