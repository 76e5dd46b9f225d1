import { Navigate, useParams } from '@tanstack/react-router';
import { useOne } from '../../../api/use-one.js';
import { ContractEditor } from '../../../features/contract-editor/contract-editor.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';

/** Editor for a new contract or an existing draft. */
export function ContractEditorPage() {
  const { contractId } = useParams({ strict: false });
  return contractId === undefined ? (
    <ContractEditor />
  ) : (
    <DraftEditor key={contractId} contractId={contractId} />
  );
}

function DraftEditor({ contractId }: { readonly contractId: string }) {
  const query = useOne('contracts', '/contracts/{id}', { path: { id: contractId } });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={400} />;
  // Only drafts can be edited here; an active contract is changed by an amendment.
  if (query.data.state !== 'draft')
    return <Navigate to="/contracts/$contractId" params={{ contractId }} replace />;
  return <ContractEditor contract={query.data} />;
}
