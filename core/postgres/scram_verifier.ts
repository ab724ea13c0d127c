import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096;

/**
 * The SCRAM verifier of a password (RFC 5803), which PostgreSQL stores instead of the password. Made here because the
 * server may log the statement that sets it: nobody can log in with a verifier. `password` must be ASCII, which SASLprep
 * leaves unchanged.
 *
 * @param salt for tests
 */
export function scramVerifier(password: string, salt: Uint8Array = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const storedKey = createHash("sha256").update(clientKey).digest("base64");
  const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
  const saltText = btoa(String.fromCharCode(...salt));
  return `SCRAM-SHA-256$${ITERATIONS}:${saltText}$${storedKey}:${serverKey}`;
}
