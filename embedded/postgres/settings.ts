/**
 * The server's settings, rewritten at each start. They suit a small machine that ingests a stream; a crash of the process or
 * the machine loses no committed data.
 *
 * Users put their own settings into `local.conf` in the same folder, which is never overwritten and takes precedence.
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
    // There is no replication: less WAL, and none at all for COPY into a new table.
    wal_level: "minimal",
    max_wal_senders: "0",
    max_logical_replication_workers: "0",
    wal_buffers: "16MB",
    max_wal_size: "2GB",
    min_wal_size: "128MB",
    checkpoint_timeout: "15min",
    // Both wake five times a second while anything is written, for nothing here: each commit writes its own WAL.
    wal_writer_delay: "1s",
    bgwriter_delay: "1s",

    shared_buffers: "128MB",
    work_mem: "16MB",
    maintenance_work_mem: "64MB",
    effective_cache_size: "1GB",
    random_page_cost: "1.1",
    // Reads are few and served from the system's cache: no need for three I/O worker processes.
    io_method: "sync",
    // Compilation would take longer than any of our statements.
    jit: "off",

    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C", // the launcher parses the log
    datestyle: "iso, mdy",
    default_text_search_config: "pg_catalog.english",

    log_checkpoints: "off",
    log_min_messages: "warning",
    // Statements contain people's posts, and some contain passwords.
    log_min_error_statement: "panic",
    // Ends the statement of a killed client soon, and releases its locks.
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

/** Initial content of `local.conf`. */
export const LOCAL_SETTINGS = "# Settings of your own; they win over postgresql.conf.\n";

/** Content of `pg_hba.conf`: password logins over TCP from this machine only, and never for the superuser. */
export const HBA = `# Written at each start.
host all postgres 127.0.0.1/32 reject
host all all      127.0.0.1/32 scram-sha-256
`;

function quote(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
