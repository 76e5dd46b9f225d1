import { nameBackup, parseBackupArguments } from './backup-command-line.js';

it.each([
  [[], { yes: false, portable: false }],
  [['a.tar.gz'], { file: 'a.tar.gz', yes: false, portable: false }],
  [['--yes', 'a', '--portable'], { file: 'a', yes: true, portable: true }],
])('%j', (args, options) => expect(parseBackupArguments(args)).toEqual({ options, faults: [] }));

it('reports all errors', () => {
  expect(parseBackupArguments(['a', 'b', '--yess']).faults).toEqual([
    'Only one file is allowed; "b" is a second one.',
    'Unknown argument "--yess".',
  ]);
});

it('derives the name of a backup from its time', () => {
  expect(nameBackup(new Date('2026-03-04T05:06:07.890Z'))).toBe('dutycycle-2026-03-04T050607Z.tar.gz');
});
