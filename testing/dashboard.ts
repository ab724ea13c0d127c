import type { PostgresConnection } from "../core/config/connections.ts";
import { dashboardGrants } from "../core/dashboard/grants.ts";
import { connectPostgres, type Sql } from "../core/postgres/connect.ts";
import { toPermissions } from "../core/supervision/grants.ts";
import type { Report } from "../core/supervision/protocol.ts";
import type { DashboardConfig } from "../workers/dashboard.ts";
import { migratedDatabase } from "./databases.ts";

/** A dashboard worker with exactly its production permissions. */
export interface TestDashboard extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Terminates it like a crash. */
  kill(): void;
}

/** Starts the worker and waits until it is ready; rejects with its error message if it fails. */
export async function startDashboard(config: DashboardConfig): Promise<TestDashboard> {
  const worker = new Worker(new URL("../workers/dashboard.ts", import.meta.url).href, {
    type: "module",
    deno: { permissions: toPermissions(dashboardGrants(config)) },
  });
  const stopped = Promise.withResolvers<void>();
  const { port, url } = await new Promise<{ port: number; url: string }>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Report>) => {
      if (data.type === "ready") {
        resolve({ port: Number(data.stats["port"]), url: String(data.stats["url"]) });
      } else if (data.type === "failed") reject(new Error(data.message));
      else if (data.type === "stopped") stopped.resolve();
    };
    worker.postMessage({ type: "start", config });
  }).catch((error: unknown) => {
    worker.terminate();
    throw error;
  });
  let dead = false;
  return {
    port,
    url,
    kill() {
      dead = true;
      worker.terminate();
    },
    async [Symbol.asyncDispose]() {
      if (dead) return;
      worker.postMessage({ type: "drain" });
      await stopped.promise;
      worker.terminate();
    },
  };
}

/** A fresh database with the schema, and a client as its owner. */
export interface DatabaseWithClient extends AsyncDisposable {
  readonly connection: PostgresConnection;
  readonly sql: Sql;
}

export async function databaseWithClient(): Promise<DatabaseWithClient> {
  const database = await migratedDatabase();
  const sql = connectPostgres(database.connection, { applicationName: "trunkline test", max: 3 });
  return {
    connection: database.connection,
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 });
      await database[Symbol.asyncDispose]();
    },
  };
}
