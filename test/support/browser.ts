/** A real Chromium: the one inside @sparticuz/chromium on Linux x64, the system's Chrome elsewhere. None is a failure. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import sparticuz from "@sparticuz/chromium";
import { chromium, type Browser, type LaunchOptions, type Page } from "playwright-core";

const ARTEFACTS = resolve(import.meta.dirname, "../artefacts");

export interface PageOptions {
  /** False: a visitor who runs no script. */
  readonly script?: boolean;
  readonly width?: number;
  readonly dark?: boolean;
  /** Such as `de-DE`; default: the browser's own. */
  readonly locale?: string;
  /** Such as `America/New_York`. */
  readonly timezoneId?: string;
  /** Default: the browser's own, which says that it has no window. */
  readonly userAgent?: string;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** Unpacks the browser once, before test files that run side by side would do it over each other. */
export async function prepareBrowser(): Promise<void> {
  const browser = await launchBrowser();
  await browser.close();
}

/** A page of its own visitor: nothing is shared with other pages. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: options.script ?? true,
    colorScheme: options.dark === true ? "dark" : "light",
    viewport: { width: options.width ?? 1024, height: 800 },
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    ...(options.timezoneId === undefined ? {} : { timezoneId: options.timezoneId }),
    ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
  });
  return context.newPage();
}

/** Nobody looks at more, and to draw it takes long. */
const MOST_HIGH = 6_000;

/** Keeps a picture of the page in test/artefacts, down to where nobody looks any more. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  const { width = 0 } = page.viewportSize() ?? {};
  const height = await page.evaluate<number>("document.documentElement.scrollHeight");
  const clip = { x: 0, y: 0, width, height: Math.min(height, MOST_HIGH) };
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true, clip });
}

async function launchOptions(): Promise<LaunchOptions> {
  if (process.platform !== "linux" || process.arch !== "x64") return { channel: "chrome" };
  // Nothing we draw needs a GPU, and to make believe that there is one costs half of a browser test's time.
  sparticuz.setGraphicsMode = false;
  return { executablePath: await sparticuz.executablePath(), args: sparticuz.args };
}
