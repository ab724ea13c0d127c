/**
 * `deno task release`: checks that the tree is clean and that version and changelog agree, runs all tests, builds the
 * binary, writes a source archive and checksums into `dist/`, and says what to tag. It tags and publishes nothing.
 */
import { createHash } from "node:crypto";

/** The inputs of the checks, as texts. */
export interface ReleaseState {
  /** `git status --porcelain`. */
  readonly gitStatus: string;
  /** Names of all tags, one a line. */
  readonly gitTags: string;
  readonly denoJson: string;
  readonly changelog: string;
  readonly compose: string;
}

/** The reasons why this tree cannot be released, each with its remedy; empty if it can. */
export function objectionsTo(state: ReleaseState): string[] {
  const objections: string[] = [];
  if (state.gitStatus.trim() !== "") {
    objections.push("the working tree has changes: commit or remove them");
  }
  const { version } = JSON.parse(state.denoJson) as { readonly version?: string };
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
    return [...objections, `the version in deno.json is ${version}: use three numbers`];
  }
  const latest = /^## (.+)$/m.exec(state.changelog)?.[1] ?? "";
  if (!new RegExp(`^${version.replaceAll(".", "\\.")} \\(\\d{4}-\\d\\d-\\d\\d\\)$`).test(latest)) {
    objections.push(
      `the topmost section of CHANGELOG.md is "${latest}": name it "${version} (YYYY-MM-DD)"`,
    );
  }
  const image = /image: trunkline:(\S+)/.exec(state.compose)?.[1];
  if (image !== version) {
    objections.push(`compose.yaml has the image trunkline:${image}: set it to ${version}`);
  }
  if (state.gitTags.split("\n").includes(`v${version}`)) {
    objections.push(`the tag v${version} exists: raise the version`);
  }
  return objections;
}

/** The lines of a `SHA256SUMS` file, as `sha256sum -c` reads them. */
export function checksumLines(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files].map(([name, bytes]) =>
    `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`
  ).join("");
}

async function release(): Promise<number> {
  const denoJson = await Deno.readTextFile("deno.json");
  const objections = objectionsTo({
    gitStatus: await output("git", ["status", "--porcelain"]),
    gitTags: await output("git", ["tag", "--list"]),
    denoJson,
    changelog: await Deno.readTextFile("CHANGELOG.md"),
    compose: await Deno.readTextFile("compose.yaml"),
  });
  for (const objection of objections) console.error(`Cannot release: ${objection}`);
  if (objections.length > 0) return 1;
  const { version } = JSON.parse(denoJson) as { readonly version: string };

  if (!await succeeds("deno", ["task", "test"])) {
    console.error("Cannot release: deno task test fails. Correct what it shows");
    return 1;
  }
  await Deno.mkdir("dist", { recursive: true });
  const archive = `trunkline-${version}.tar.gz`;
  const archived = await succeeds("git", [
    "archive",
    `--prefix=trunkline-${version}/`,
    "-o",
    `dist/${archive}`,
    "HEAD",
  ]);
  const compiled = archived && await succeeds("deno", ["task", "compile"]);
  const artefacts = [...(archived ? [archive] : []), ...(compiled ? ["trunkline"] : [])];
  const files = new Map<string, Uint8Array>();
  for (const name of artefacts) files.set(name, await Deno.readFile(`dist/${name}`));
  await Deno.writeTextFile("dist/SHA256SUMS", checksumLines(files));
  if (!archived) {
    console.error("Cannot release: git archive fails, see above");
    return 1;
  }
  if (!compiled) {
    console.error(
      "Cannot release: dist/trunkline could not be built. All checks passed and the source archive is written. " +
        "If the runtime for binaries (denort) could not be downloaded, run this where dl.deno.land can be reached",
    );
    return 1;
  }
  console.log(
    `dist/ holds ${artefacts.join(", ")} and SHA256SUMS. Tag it:\n` +
      `  git tag -a v${version} -m "Trunkline ${version}" && git push origin v${version}`,
  );
  return 0;
}

async function output(program: string, args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) {
    throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  }
  return new TextDecoder().decode(stdout);
}

async function succeeds(program: string, args: string[]): Promise<boolean> {
  const path = program === "deno" ? Deno.execPath() : program;
  return (await new Deno.Command(path, { args }).spawn().status).success;
}

if (import.meta.main) Deno.exit(await release());
