/** A path for a state directory, which does not exist yet; removed at dispose. */
export async function temporaryHome(): Promise<{ readonly path: string } & AsyncDisposable> {
  const parent = await Deno.makeTempDir({ prefix: "trunkline_home_" });
  // As root, the embedded PostgreSQL runs as another user, who needs access.
  await Deno.chmod(parent, 0o711);
  return {
    path: `${parent}/home`,
    [Symbol.asyncDispose]: () => Deno.remove(parent, { recursive: true }),
  };
}
