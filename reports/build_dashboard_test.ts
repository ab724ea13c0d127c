import assert from "node:assert/strict";
import { buildDashboard } from "./build_dashboard.ts";

Deno.test("the built page that is checked in is what its sources build", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await buildDashboard(new URL(`file://${folder}/`));
    const built = new URL("./dashboard/built/", import.meta.url);
    for await (const { name } of Deno.readDir(built)) {
      const fresh = await Deno.readTextFile(`${folder}/${name}`);
      assert.ok(
        fresh === await Deno.readTextFile(new URL(name, built)),
        `${name} is stale. Run: deno run -A reports/build_dashboard.ts`,
      );
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
