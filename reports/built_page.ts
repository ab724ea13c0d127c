import type { BuiltPage } from "../core/dashboard/page_assets.ts";
// Imported as text, so that the worker needs no right to read and a compiled binary carries the page.
import script from "./dashboard/built/app.js" with { type: "text" };
import style from "./dashboard/built/app.css" with { type: "text" };
import english from "./dashboard/built/index.en.html" with { type: "text" };
import french from "./dashboard/built/index.fr.html" with { type: "text" };
import icon from "./dashboard/built/icon.svg" with { type: "text" };
import licences from "./dashboard/built/licenses.txt" with { type: "text" };

/** The live page, as `build_dashboard.ts` has built it. */
export const BUILT_PAGE: BuiltPage = { script, style, english, french, icon, licences };
