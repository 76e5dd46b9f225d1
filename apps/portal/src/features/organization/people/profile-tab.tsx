import { Button, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAdoptSession, useSession } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import { chooseLanguage } from '../../../i18n/i18n.js';
import { LANGUAGES } from '../../../i18n/languages.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { ZoneSelect } from '../../../ui/forms/zone-select.js';
import classes from './profile-tab.module.css';

/** The user's name, language and time zone for display. */
export function ProfileTab() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const adopt = useAdoptSession();
  const { form, sending, summary, submit } = useServerForm(
    {
      name: session.user.name,
      locale: LANGUAGES.find(({ code }) => code === i18n.language)?.code ?? 'en',
      zone: session.user.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    async (values) => {
      await request('PATCH', '/session/profile', { body: values });
      await chooseLanguage(values.locale);
      adopt(await request('GET', '/session'));
      toastDone(t('maker:settings.saved'));
    },
  );
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <FormSummary summary={summary} />
      <TextInput label={t('app:signIn.email')} value={session.user.email} readOnly />
      <TextInput label={t('app:setup.adminName')} {...form.getInputProps('name')} />
      <Select
        label={t('language.choose')}
        data={LANGUAGES.map((language) => ({ value: language.code, label: language.name }))}
        {...form.getInputProps('locale')}
      />
      <ZoneSelect
        label={t('app:setup.zone')}
        description={t('maker:settings.zoneHint')}
        {...form.getInputProps('zone')}
      />
      <div>
        <Button type="submit" loading={sending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}
