import type { GroupDocument } from '../../api/types.js';

export interface GroupDialogProps {
  readonly document: GroupDocument;
  readonly onClose: () => void;
}

/** Of each contract's invoice, what the person has before them. */
export function seenOf({ contracts }: GroupDocument) {
  return contracts.map(({ id: invoiceId, version, contentHash }) => ({ invoiceId, version, contentHash }));
}

export const pathOf = ({ group, month }: GroupDocument): string =>
  `/bill-groups/${group.id}/documents/${month}`;
