import { ApiProperty } from '@nestjs/swagger';

/** List without pages. It has `next` like other lists, so that clients can read all lists in the same way. */
export abstract class WholeListDto {
  @ApiProperty({ type: 'null', description: 'Always null: the list has no further pages.' })
  next: null;
}

export function toWholeList<Item>(items: Item[]): { items: Item[]; next: null } {
  return { items, next: null };
}
