import { WholeListDto } from '../../http/whole-list.js';
/** Possible error in a draft, with its evidence. */
export class AuditFindingDto {
  id: string;
  code: string;
  /** `blocks`: the invoice is on hold until the problem is fixed. `asks`: the approver must review the finding. */
  severity: 'blocks' | 'asks';
  /** Position of the line; null if the finding concerns the invoice. */
  position: number | null;
  params: Record<string, unknown>;
  foundAt: Date;
}

export class AuditFindingListDto extends WholeListDto {
  items: AuditFindingDto[];
}
