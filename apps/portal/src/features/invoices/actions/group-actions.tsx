import type { GroupDocument } from '../../../api/types.js';
import { groupToDecide } from './decided-document.js';
import { DocumentActions } from './document-actions.js';
import { GroupApproveDialog } from './group-approve-dialog.js';

/** Actions on a group document, which apply to all its contracts, depending on the user's permissions. */
export function GroupActions({ document }: { readonly document: GroupDocument }) {
  const { state, group } = document;
  return (
    <DocumentActions
      document={groupToDecide(document)}
      state={state}
      // A group that is configured to bill without its contracts on hold can be approved while some are on hold.
      isApprovable={state === 'draft' || (state === 'held' && group.whenHeld === 'go_on')}
      approveDialog={(onClose) => <GroupApproveDialog document={document} onClose={onClose} />}
    />
  );
}
