import { IconSun } from '@tabler/icons-react';
import { type Command, groupCommands } from './command.js';
import { matchCommands } from './match-commands.js';

const command = (label: string, group: Command['group'] = 'page'): Command => ({
  key: label,
  group,
  icon: IconSun,
  label,
  href: '/',
});

describe('commands that match a text', () => {
  const all = [
    'Billing',
    'Start billing run',
    'Fleet',
    'Alarm rules',
    'Alarms',
    'Łódź',
    '计费',
    '设备与密钥',
  ].map((label) => command(label));

  it.each([
    ['bil', ['Billing', 'Start billing run']],
    ['run bill', ['Start billing run']],
    ['ARM', []],
    ['alarm', ['Alarm rules', 'Alarms']],
    ['lodz', ['Łódź']],
    ['密钥', ['设备与密钥']],
    ['zzz', []],
  ])('%s', (typed, labels) => {
    expect(matchCommands(all, typed).map(({ label }) => label)).toEqual(labels);
  });

  it('are at most six', () => {
    expect(
      matchCommands(
        Array.from({ length: 9 }, (_, at) => command(`Page ${at}`)),
        'page',
      ),
    ).toHaveLength(6);
  });
});

describe('groups of commands', () => {
  it('are in the order of their first command', () => {
    const commands = [
      command('a', 'invoice'),
      command('b', 'action'),
      command('c', 'machine'),
      command('d', 'action'),
    ];
    expect(groupCommands(commands).map(({ group, commands: own }) => [group, own.length])).toEqual([
      ['invoice', 1],
      ['action', 2],
      ['machine', 1],
    ]);
  });
});
