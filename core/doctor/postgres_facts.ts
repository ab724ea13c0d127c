/** What one statement asks of a server, a database and a user. */
export interface Facts {
  readonly version: number;
  readonly versionName: string;
  readonly standby: boolean;
  readonly readOnly: boolean;
  readonly encoding: string;
  readonly username: string;
  readonly database: string;
  readonly schemaThere: boolean;
  /** May create a schema in this database. */
  readonly mayCreate: boolean;
  /** Has the rights of the owner of the schema `masto`. */
  readonly owner: boolean;
  readonly mayUse: boolean;
  /** In this session; null where the server does not know the setting. */
  readonly statementTimeout: string | null;
  readonly transactionTimeout: string | null;
  readonly idleSessionTimeout: string | null;
  /** `name=value` of the role and of the database. */
  readonly roleSettings: readonly string[];
  readonly fsync: boolean;
  readonly fullPageWrites: boolean;
  readonly autovacuum: boolean;
  readonly connectionsMax: number;
  readonly connectionsLeft: number;
  /** ms since 1970. */
  readonly now: number;
  readonly readerThere: boolean;
  readonly mayCreateRole: boolean;
}

export const FACTS = `
  with me as (
    select r.oid, r.rolname, r.rolsuper, r.rolcreaterole, r.rolconnlimit, d.oid as database, d.datname, d.datconnlimit,
           pg_encoding_to_char(d.encoding) as encoding
      from pg_roles r, pg_database d
     where r.rolname = current_user and d.datname = current_database()
  ), used as (
    select count(*)::int as all_,
           (count(*) filter (where a.usesysid = me.oid))::int as of_role,
           (count(*) filter (where a.datid = me.database))::int as of_database
      from pg_stat_activity a, me
     where a.backend_type = 'client backend'
  ), limits as (
    select current_setting('max_connections')::int
             - case when me.rolsuper then 0 else current_setting('superuser_reserved_connections')::int
                 + coalesce(current_setting('reserved_connections', true)::int, 0) end as server,
           case when me.rolconnlimit < 0 then null else me.rolconnlimit end as role,
           case when me.datconnlimit < 0 then null else me.datconnlimit end as database
      from me
  )
  select current_setting('server_version_num')::int as "version",
         current_setting('server_version') as "versionName",
         pg_is_in_recovery() as "standby",
         current_setting('default_transaction_read_only') = 'on' as "readOnly",
         me.encoding,
         me.rolname as "username",
         me.datname as "database",
         to_regnamespace('masto') is not null as "schemaThere",
         has_database_privilege(me.datname, 'create') as "mayCreate",
         coalesce((select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'masto'), false) as "owner",
         coalesce((select has_schema_privilege(oid, 'usage') from pg_namespace where nspname = 'masto'), false)
           as "mayUse",
         current_setting('statement_timeout', true) as "statementTimeout",
         current_setting('transaction_timeout', true) as "transactionTimeout",
         current_setting('idle_session_timeout', true) as "idleSessionTimeout",
         coalesce((select json_agg(each) from pg_db_role_setting s, unnest(s.setconfig) as each
                    where s.setrole in (me.oid, 0) and s.setdatabase in (me.database, 0)), '[]') as "roleSettings",
         current_setting('fsync') = 'on' as "fsync",
         current_setting('full_page_writes') = 'on' as "fullPageWrites",
         current_setting('autovacuum') = 'on' as "autovacuum",
         least(limits.server, limits.role, limits.database) as "connectionsMax",
         least(limits.server - used.all_, limits.role - used.of_role, limits.database - used.of_database)
           as "connectionsLeft",
         extract(epoch from clock_timestamp())::float8 * 1000 as "now",
         exists (select from pg_roles where rolname = me.datname || '_reader') as "readerThere",
         me.rolsuper or me.rolcreaterole as "mayCreateRole"
    from me, used, limits`;

/** The rights that a user lacks on a table of the schema `masto`. */
export interface TableRights {
  readonly name: string;
  readonly lacks: readonly string[];
}

export const RIGHTS = `
  select c.relname as name,
         (select coalesce(json_agg(right_), '[]')
            from unnest(array['select', 'insert', 'update', 'delete']) as right_
           where not has_table_privilege(c.oid, right_)) as lacks
    from pg_class c
   where c.relnamespace = to_regnamespace('masto') and c.relkind = 'r'
   order by 1`;
