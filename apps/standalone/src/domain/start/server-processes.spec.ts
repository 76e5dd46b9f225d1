import { serverRoleOf } from './server-processes.js';

const DATA = '/home/me/.dutycycle/postgres/data';
const line = (...parts: string[]) => parts.map((part) => `${part}\0`).join('');

it.each([
  ['the postmaster', line('/opt/pg/bin/postgres', '-D', DATA, '-p', '15000'), DATA, 'postmaster'],
  ['a postmaster that has not changed into its folder yet', line('postgres', '-D', DATA), '/', 'postmaster'],
  ['a postmaster of other data', line('postgres', '-D', `${DATA}2`), `${DATA}2`, undefined],
  ['a worker', line('postgres: checkpointer '), DATA, 'worker'],
  ['a worker of other data', line('postgres: checkpointer '), '/var/lib/postgresql/data', undefined],
  ['a shell in the folder', line('bash'), DATA, undefined],
  ['an editor of a file in the folder', line('vi', '-D', DATA), DATA, undefined],
  ['initdb, which makes the folder', line('/opt/pg/bin/initdb', '-D', DATA), '/', undefined],
  ['a zombie, which has no command line', '', '', undefined],
])('%s', (_, commandLine, folder, role) => {
  expect(serverRoleOf({ commandLine, folder }, DATA)).toBe(role);
});
