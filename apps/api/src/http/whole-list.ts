import { ApiProperty } from '@nestjs/swagger';

/** A list that is answered at once. It has `next` like any other, so that a client reads all lists in one way. */
export abstract class WholeListDto {
  @ApiProperty({ type: 'null', description: 'Null: the list is complete.' })
  next: null;
}

export function wholeList<Item>(items: Item[]): { items: Item[]; next: null } {
  return { items, next: null };
}
