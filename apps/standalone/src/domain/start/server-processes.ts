/**
 * Returns the role of a process that serves a PostgreSQL data directory.
 * @param seen its command line as in Linux's `/proc/<pid>/cmdline` (arguments end with NUL), and its working folder
 * @param data the real path of the data directory
 * @returns undefined for any other program, including one that is only in the folder, such as a shell
 */
export function serverRoleOf(
  seen: { commandLine: string; folder: string },
  data: string,
): 'postmaster' | 'worker' | undefined {
  const [program = '', ...rest] = seen.commandLine.split('\0');
  const option = rest.indexOf('-D');
  if (isPostgres(program) && option >= 0 && rest[option + 1] === data) return 'postmaster';
  // A worker replaces its command line with its title, such as "postgres: checkpointer".
  return seen.folder === data && program.startsWith('postgres: ') ? 'worker' : undefined;
}

function isPostgres(program: string): boolean {
  return program.split('/').at(-1) === 'postgres';
}
