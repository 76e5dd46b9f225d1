import type { GroupDocument } from '../../../api/types.js';
import { groupToDecide } from './decided-document.js';
import { DocumentActions } from './document-actions.js';
import { GroupApproveDialog } from './group-approve-dialog.js';

/** What may be decided about a group's document now, by who may: all of its contracts at once. */
export function GroupActions({ document }: { readonly document: GroupDocument }) {
  const { state, group } = document;
  return (
    <DocumentActions
      document={groupToDecide(document)}
      state={state}
      // A group that goes on without what is held may be approved while something is.
      isApprovable={state === 'draft' || (state === 'held' && group.whenHeld === 'go_on')}
      approveDialog={(onClose) => <GroupApproveDialog document={document} onClose={onClose} />}
    />
  );
}
