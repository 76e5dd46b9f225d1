import { ApiProperty } from '@nestjs/swagger';

/** List without pages. Has `next` like other lists, so that clients can read all lists in the same way. */
export abstract class WholeListDto {
  @ApiProperty({ type: 'null', description: 'Null: the list is complete.' })
  next: null;
}

export function wholeList<Item>(items: Item[]): { items: Item[]; next: null } {
  return { items, next: null };
}
