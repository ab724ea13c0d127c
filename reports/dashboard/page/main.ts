import { DashboardPage } from "./dashboard_page.ts";
import { localeOf } from "./locale.ts";

new DashboardPage(localeOf(document.documentElement.lang === "fr" ? "fr" : "en")).start();
