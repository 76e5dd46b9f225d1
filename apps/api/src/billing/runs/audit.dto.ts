import { WholeListDto } from '../../http/whole-list.js';
/** Something about a draft that is not as it should be, with its evidence. */
export class AuditFindingDto {
  id: string;
  code: string;
  /** `blocks`: the invoice is held until it is mended. `asks`: whoever approves should have seen it. */
  severity: 'blocks' | 'asks';
  /** Of the line; null where it is about the invoice. */
  position: number | null;
  params: Record<string, unknown>;
  foundAt: Date;
}

export class AuditFindingListDto extends WholeListDto {
  items: AuditFindingDto[];
}
