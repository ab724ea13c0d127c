import puppeteer, { type Browser, type Page } from "puppeteer-core";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=en-GB",
];

/** A Chromium process for one test. */
export interface TestBrowser extends AsyncDisposable {
  /** Opens a page that records console errors and violations of the content security policy. */
  open(options?: {
    readonly width?: number;
    readonly height?: number;
    readonly scale?: number;
    readonly scheme?: "light" | "dark";
    readonly reducedMotion?: boolean;
  }): Promise<{ readonly page: Page; readonly complaints: readonly string[] }>;
}

/** Starts the system's Chromium with an empty profile, which is removed at dispose. */
export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = CHROMIUM.find(exists);
  if (executablePath === undefined) {
    throw new Error(
      `Cannot start a browser: none of ${CHROMIUM.join(", ")} is there. Install chromium`,
    );
  }
  const browser: Browser = await puppeteer.launch({ executablePath, args: ARGS, pipe: false });
  return {
    async open(
      { width = 1_280, height = 900, scale = 1, scheme = "light", reducedMotion = false } = {},
    ) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (["error", "warn"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.evaluateOnNewDocument(() =>
        addEventListener("securitypolicyviolation", (event) => {
          console.error(
            `CSP: ${Reflect.get(event, "violatedDirective")} ${Reflect.get(event, "blockedURI")}`,
          );
        })
      );
      await page.setViewport({ width, height, deviceScaleFactor: scale, isMobile: width < 600 });
      await page.emulateMediaFeatures([
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: reducedMotion ? "reduce" : "no-preference" },
      ]);
      await page.emulateTimezone("UTC");
      return { page, complaints };
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
