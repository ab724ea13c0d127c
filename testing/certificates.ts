import { runProgram } from "./run_program.ts";
/** A certificate authority and a certificate from it, for a server or a client, as PEM files in a folder that is removed at dispose. */
export interface Certificates extends AsyncDisposable {
  readonly folder: string;
  /** PEM text. */
  readonly ca: string;
  /** Paths. */
  readonly certificate: string;
  readonly key: string;
}

/** Creates them with openssl. `names`: the certificate's alternative names, such as `DNS:localhost`, `IP:127.0.0.1`. */
export async function makeCertificates(names: readonly string[]): Promise<Certificates> {
  const folder = await Deno.makeTempDir({ prefix: "trunkline_tls_" });
  // If the tests run as root, the server that reads the files is another user.
  await Deno.chmod(folder, 0o711);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl(folder, [
    ...["req", "-x509", "-days", "2", ...curve, "-keyout", "ca.key", "-out", "ca.pem"],
    ...["-subj", "/CN=Trunkline test CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
  ]);
  const request = ["-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=test server"];
  await openssl(folder, ["req", ...curve, ...request]);
  const extensions = `subjectAltName=${names.join(",")}\nextendedKeyUsage=serverAuth,clientAuth\n`;
  await Deno.writeTextFile(`${folder}/extensions`, extensions);
  await openssl(folder, [
    ...["x509", "-req", "-days", "2", "-in", "server.csr", "-out", "server.pem"],
    ...["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "extensions"],
  ]);
  return {
    folder,
    ca: await Deno.readTextFile(`${folder}/ca.pem`),
    certificate: `${folder}/server.pem`,
    key: `${folder}/server.key`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

async function openssl(folder: string, args: readonly string[]): Promise<void> {
  await runProgram("openssl", args, { cwd: folder });
}
