import type { Icon } from '@tabler/icons-react';
import type { FoundObject } from '../../api/types.js';

export type ObjectKind = FoundObject['kind'];

/** Entry of the command menu: a page, an action of a page, or an object. */
export interface Command {
  /** Unique in the menu. */
  readonly key: string;
  readonly group: CommandGroup;
  readonly icon: Icon;
  /** Kind of an object; absent for pages and actions. */
  readonly kind?: ObjectKind;
  readonly label: string;
  readonly detail?: string;
  /** State of an object. */
  readonly state?: string;
  /** Amount of an invoice, formatted. */
  readonly amount?: string;
  /** Path within the portal, such as `/billing?state=held`. */
  readonly href: string;
}

export type CommandGroup = 'recent' | 'action' | 'page' | ObjectKind;

/** Groups commands in the order in which their groups first appear. */
export function groupCommands(
  commands: readonly Command[],
): { readonly group: CommandGroup; readonly commands: readonly Command[] }[] {
  const groups = [...new Set(commands.map(({ group }) => group))];
  return groups.map((group) => ({ group, commands: commands.filter((command) => command.group === group) }));
}
