/** A path in which nothing is yet; removed at dispose. */
export async function temporaryHome(): Promise<{ readonly path: string } & AsyncDisposable> {
  const parent = await Deno.makeTempDir({ prefix: "trunkline_home_" });
  // Where we are root, the embedded PostgreSQL runs as another user and must get through.
  await Deno.chmod(parent, 0o711);
  return {
    path: `${parent}/home`,
    [Symbol.asyncDispose]: () => Deno.remove(parent, { recursive: true }),
  };
}
