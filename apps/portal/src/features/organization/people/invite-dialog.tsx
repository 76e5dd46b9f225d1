import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { type LanguageCode, LANGUAGES } from '../../../i18n/languages.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { PartnerSelect } from '../partner-select.js';

const ROLES = [
  'admin',
  'manager',
  'finance',
  'dispatcher',
  'engineer',
  'planner',
  'technician',
  'customer_admin',
  'customer_viewer',
  'verifier',
] as const;

/** Returns true if a role has access only to the customers assigned to it. */
const isForCustomers = (role: string): boolean => role.startsWith('customer_') || role === 'verifier';

/** Invites a person by email: role, hub or customers, and expiry. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const hubs = useOne('hubs', '/hubs');
  const customers = useOne('customers', '/customers', { query: { limit: 200 } });
  const { form, sending, summary, submit } = useServerForm(
    {
      email: '',
      role: 'engineer' as (typeof ROLES)[number],
      hubId: '',
      customerIds: [] as string[],
      partnerId: '',
      expiresAt: '',
      locale: 'en' as LanguageCode,
    },
    async (values) => {
      const forCustomers = isForCustomers(values.role);
      await request('POST', '/users/invitations', {
        body: {
          email: values.email,
          role: values.role,
          locale: values.locale,
          ...(values.hubId === '' || forCustomers ? {} : { hubId: values.hubId }),
          ...(forCustomers ? { customerIds: values.customerIds } : {}),
          ...(forCustomers && values.partnerId ? { partnerId: values.partnerId } : {}),
          ...(values.expiresAt === '' ? {} : { expiresAt: `${values.expiresAt}T23:59:59Z` }),
        },
      });
      await stale('users');
      toastDone(t('maker:settings.invited', { email: values.email }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:settings.invite')}
      verb={t('maker:settings.inviteVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput type="email" label={t('app:signIn.email')} data-autofocus {...form.getInputProps('email')} />
      <Select
        label={t('maker:settings.role')}
        data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        {...form.getInputProps('role')}
      />
      {isForCustomers(form.values.role) ? (
        <>
          <MultiSelect
            label={t('maker:settings.customers')}
            searchable
            data={(customers.data?.items ?? []).map((customer) => ({
              value: customer.id,
              label: customer.name,
            }))}
            {...form.getInputProps('customerIds')}
          />
          <PartnerSelect
            description={t('maker:settings.partnerReach')}
            {...form.getInputProps('partnerId')}
          />
        </>
      ) : (
        <Select
          label={t('maker:fleet.hub')}
          description={form.values.role === 'technician' ? t('maker:settings.hubNeeded') : undefined}
          clearable
          data={(hubs.data?.items ?? []).map((hub) => ({ value: hub.id, label: hub.name }))}
          {...form.getInputProps('hubId')}
        />
      )}
      <Select
        label={t('language.choose')}
        data={LANGUAGES.map((language) => ({ value: language.code, label: language.name }))}
        {...form.getInputProps('locale')}
      />
      <DateField
        clearable
        label={t('maker:settings.until')}
        description={t('maker:settings.untilHint')}
        {...form.getInputProps('expiresAt')}
      />
    </FormDialog>
  );
}
