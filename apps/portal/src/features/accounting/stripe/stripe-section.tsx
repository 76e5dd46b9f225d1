import { Button, Group } from '@mantine/core';
import { IconCreditCard } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { CardPayments, StripeAccount } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { Copyable } from '../../../ui/values/copyable.js';
import { ConnectStripeDialog } from './connect-stripe-dialog.js';
import { EditStripeDialog } from './edit-stripe-dialog.js';

/** Status of payments by card and debit, and the Stripe account that collects them. */
export function StripeSection() {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const [dialog, setDialog] = useState<'connect' | 'edit' | 'disconnect'>();
  const query = useOne('stripe-account', '/stripe-account');
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonRows rows={3} />;
  const { account, canConnectAccounts } = query.data;
  const close = () => setDialog(undefined);
  const connect = (
    <Button size="xs" variant="default" onClick={() => setDialog('connect')}>
      {t(account?.kind === 'own_key' ? 'maker:stripe.replace' : 'maker:stripe.connect')}
    </Button>
  );
  return (
    <Section
      flush={account === null}
      title={t('maker:stripe.title')}
      aside={t('maker:stripe.what')}
      action={
        account !== null && may('accounting.write') ? (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => setDialog('edit')}>
              {t('maker:stripe.edit')}
            </Button>
            {connect}
            <Button size="xs" variant="subtle" onClick={() => setDialog('disconnect')}>
              {t('maker:stripe.disconnect')}
            </Button>
          </Group>
        ) : undefined
      }
    >
      {account === null ? (
        <EmptyState
          icon={IconCreditCard}
          title={t('maker:stripe.offTitle')}
          actions={may('accounting.write') ? connect : undefined}
        >
          {t('maker:stripe.offWhy')}
        </EmptyState>
      ) : (
        <AccountFacts status={query.data} account={account} />
      )}
      {dialog === 'connect' ? (
        <ConnectStripeDialog canConnectAccounts={canConnectAccounts} onClose={close} />
      ) : null}
      {dialog === 'edit' && account !== null ? <EditStripeDialog account={account} onClose={close} /> : null}
      <ConfirmDialog
        open={dialog === 'disconnect'}
        title={t('maker:stripe.disconnectTitle')}
        verb={t('maker:stripe.disconnect')}
        onConfirm={async () => {
          await request('DELETE', '/stripe-account');
          await stale('stripe-account');
        }}
        onClose={close}
      >
        {t('maker:stripe.disconnectEffect')}
      </ConfirmDialog>
    </Section>
  );
}

interface AccountFactsProps {
  readonly status: CardPayments;
  readonly account: StripeAccount;
}

function AccountFacts({ status, account }: AccountFactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { areOn, mode, webhookUrl } = status;
  const { retryDays, hasWebhookSecret, previousSecretValidUntil, connectedAt, connectedBy } = account;
  const day = format.date(connectedAt);
  return (
    <Facts
      items={[
        [
          t('maker:stripe.status'),
          !areOn ? t('maker:stripe.off') : mode === 'test' ? t('maker:stripe.test') : t('maker:stripe.live'),
        ],
        account.kind === 'own_key'
          ? [t('maker:stripe.key'), account.key]
          : [t('maker:stripe.account'), account.accountId],
        [
          t('maker:stripe.connectedOn'),
          connectedBy === null ? day : t('maker:stripe.connectedBy', { day, who: connectedBy }),
        ],
        [
          t('maker:stripe.retries'),
          retryDays.length === 0
            ? t('maker:stripe.noRetries')
            : t('maker:stripe.afterDays', { days: retryDays.join(', ') }),
        ],
        ...(account.kind === 'own_key'
          ? ([
              [
                t('maker:stripe.webhook'),
                <Copyable key="url" name={t('maker:stripe.webhook')} value={webhookUrl} />,
              ],
              [
                t('maker:stripe.secret'),
                !hasWebhookSecret
                  ? t('maker:stripe.secretMissing')
                  : previousSecretValidUntil === null
                    ? t('maker:stripe.secretSet')
                    : t('maker:stripe.secretPrevious', { at: format.dateTime(previousSecretValidUntil) }),
              ],
            ] as const)
          : []),
      ]}
    />
  );
}
