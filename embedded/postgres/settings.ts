/**
 * The server's settings, written anew at each start. They suit a small machine that takes a stream in; a crash of the
 * process or of the machine loses nothing that was committed.
 *
 * A person's own settings go to `local.conf` in the same folder, which is never touched and wins.
 *
 * @param extra more settings, for tests
 */
export function serverSettings(
  options: { port: number; hba: string; extra?: Readonly<Record<string, string>> },
): string {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(options.port),
    unix_socket_directories: "",
    hba_file: options.hba,
    password_encryption: "scram-sha-256",
    max_connections: "100",

    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // Nothing replicates from this server: less WAL, and COPY into a new table writes none.
    wal_level: "minimal",
    max_wal_senders: "0",
    max_logical_replication_workers: "0",
    wal_buffers: "16MB",
    max_wal_size: "2GB",
    min_wal_size: "128MB",
    checkpoint_timeout: "15min",

    shared_buffers: "128MB",
    work_mem: "16MB",
    maintenance_work_mem: "64MB",
    effective_cache_size: "1GB",
    random_page_cost: "1.1",
    // Reads are few and come from the system's cache: three more processes would only wait.
    io_method: "sync",
    // Compiling takes longer than any of our statements.
    jit: "off",

    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C", // the launcher reads the log
    datestyle: "iso, mdy",
    default_text_search_config: "pg_catalog.english",

    log_checkpoints: "off",
    log_min_messages: "warning",
    // A statement holds people's posts, and some hold passwords.
    log_min_error_statement: "panic",
    // A statement of a client that was killed ends soon, and its locks with it.
    client_connection_check_interval: "10s",
    ...(Deno.build.os === "windows" ? { logging_collector: "on" } : {}),
    ...options.extra,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quote(value)}`);
  return [
    "# Written at each start. Put settings of your own into local.conf beside this file.",
    ...lines,
    "include = 'local.conf'",
    "",
  ].join("\n");
}

/** What `local.conf` begins as. */
export const LOCAL_SETTINGS = "# Settings of your own; they win over postgresql.conf.\n";

/** Who may connect: anyone with a password, from this machine, over TCP; the superuser not at all. */
export const HBA = `# Written at each start.
host all postgres 127.0.0.1/32 reject
host all all      127.0.0.1/32 scram-sha-256
`;

function quote(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
