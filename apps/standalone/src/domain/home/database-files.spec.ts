import { isCopiedDatabaseFile, isNeededWal } from './database-files.js';

it.each([
  ['PG_VERSION', true, true],
  ['global/pg_control', true, true],
  ['base/5/1259', true, true],
  ['pg_wal/000000010000000000000001', true, false],
  ['pg_wal', true, true],
  ['pg_replslot', true, true],
  ['pg_replslot/backup', false, false],
  ['pg_replslot/backup/state', false, false],
  ['pg_subtrans/0000', false, false],
  ['postmaster.pid', false, false],
  ['base/pgsql_tmp/pgsql_tmp123.0', false, false],
  ['base/5/pg_internal.init', false, false],
  ['base/5/pg_internal.init.77', false, false],
  ['base/5/t3_16384', true, true],
])('%s: %s stopped, %s running', (path, stopped, running) => {
  expect([isCopiedDatabaseFile(path, true), isCopiedDatabaseFile(path, false)]).toEqual([stopped, running]);
});

it.each([
  ['000000010000000000000002', true],
  ['000000010000000000000003', true],
  ['000000010000000000000004', false],
  ['000000010000000000000001', false],
  ['00000002.history', true],
  ['archive_status', false],
  ['000000010000000000000002.partial', false],
])('%s: %s', (name, needed) => {
  expect(isNeededWal(name, '000000010000000000000002', '000000010000000000000003')).toBe(needed);
});
