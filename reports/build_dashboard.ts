/**
 * Builds the dashboard's page into `reports/dashboard/built/`: one script, one style sheet, a document for each
 * language. The output is checked in, so that running Trunkline needs no build; a test builds it again and compares.
 *
 *     deno run -A reports/build_dashboard.ts [FOLDER]
 */
import { compile } from "vega-lite";
import { DEFINITIONS } from "./dashboard/charts/definitions.ts";
import { en, type Messages } from "./dashboard/messages/en.ts";
import { fr } from "./dashboard/messages/fr.ts";

const page = new URL("./dashboard/", import.meta.url);
const STYLES = ["theme.css", "page.css", "controls.css", "figures.css"];
/** Licences of the code in the bundle; all packages of a family have the same licence. */
const LICENCES = `The page's script holds these works.

vega, vega-* (BSD 3-Clause)
Copyright (c) 2015-2026, University of Washington Interactive Data Lab. All rights reserved.

d3-* (ISC)
Copyright 2010-2026 Mike Bostock

topojson-client (ISC)
Copyright 2012-2019 Michael Bostock

d3-delaunay, delaunator, robust-predicates (ISC, ISC, Unlicense)
Copyright 2018-2021 Observable, Inc., Copyright 2021 Mapbox

internmap (ISC)
Copyright 2021 Mike Bostock

-- BSD 3-Clause --
Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:
1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
   disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
   disclaimer in the documentation and/or other materials provided with the distribution.
3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
   derived from this software without specific prior written permission.
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

-- ISC --
Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.
THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
`;

/** Writes the page into a folder. */
export async function buildDashboard(folder: URL): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const specs = Object.entries(DEFINITIONS).map((
    [name, definition],
  ) => [name, compileChart(definition)]);
  await write(folder, "specs.json", JSON.stringify(Object.fromEntries(specs)));
  await write(folder, "app.js", await bundle());
  await write(folder, "app.css", await joinStyles());
  await write(folder, "index.en.html", await document("en", en));
  await write(folder, "index.fr.html", await document("fr", fr));
  await write(folder, "icon.svg", await read("icon.svg"));
  await write(folder, "licenses.txt", LICENCES);
}

function compileChart(definition: unknown): unknown {
  // The definitions are plain literals; Vega-Lite checks them itself, when it compiles, with an explanation.
  const { spec } = compile(definition as Parameters<typeof compile>[0]);
  return spec;
}

async function bundle(): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--minify",
      "--platform",
      "browser",
      new URL("page/main.ts", page).pathname,
    ],
    cwd: new URL("..", import.meta.url),
  }).output();
  const text = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot bundle the page: ${text.decode(stderr)}`);
  return `/* Licences of the works in it: /licenses.txt */\n${text.decode(stdout)}`;
}

async function joinStyles(): Promise<string> {
  const texts = await Promise.all(STYLES.map((name) => read(`style/${name}`)));
  return texts.join("\n").replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "\n").trimStart();
}

/** Fills in `{{message}}` and `{{group.message}}` of the template. */
async function document(locale: string, messages: Messages): Promise<string> {
  const known: Record<string, unknown> = { locale, ...messages };
  return (await read("index.html")).replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, path: string) => {
    const text = path.split(".").reduce<unknown>(
      (at, key) => typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined,
      known,
    );
    if (typeof text !== "string") throw new Error(`Cannot fill in the page: no message "${path}"`);
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  });
}

function read(path: string): Promise<string> {
  return Deno.readTextFile(new URL(path, page));
}

function write(folder: URL, name: string, text: string): Promise<void> {
  return Deno.writeTextFile(new URL(name, folder), text);
}

if (import.meta.main) {
  const [folder] = Deno.args;
  await buildDashboard(
    folder === undefined
      ? new URL("built/", page)
      : new URL(`file://${Deno.realPathSync(folder)}/`),
  );
}
