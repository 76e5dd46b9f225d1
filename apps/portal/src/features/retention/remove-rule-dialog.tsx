import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { RetentionRule } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../ui/forms/confirm-dialog.js';
import { PreviewFacts } from './preview-facts.js';

interface RemoveRuleDialogProps {
  readonly rule: RetentionRule;
  /** Name of the rule's subject. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Removes a retention rule. A wider but shorter rule may then delete more data, so the effect is previewed first. */
export function RemoveRuleDialog({ rule, name, onClose }: RemoveRuleDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const preview = useQuery({
    queryKey: ['retention-preview', 'without', rule.id],
    queryFn: () => request('POST', '/retention/preview', { body: { ruleId: rule.id, rule: null } }),
    gcTime: 0,
  });
  return (
    <ConfirmDialog
      open
      title={t('maker:retention.removeTitle')}
      verb={t('maker:retention.remove')}
      disabled={preview.data === undefined}
      onConfirm={async () => {
        await request('DELETE', '/retention/rules/{id}', { path: { id: rule.id } });
        await stale('retention');
      }}
      onClose={onClose}
    >
      <p>{name}</p>
      <p>{t('maker:retention.removeEffect')}</p>
      {preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : (
        <PreviewFacts preview={preview.data} />
      )}
    </ConfirmDialog>
  );
}
