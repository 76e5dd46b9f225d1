import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';

interface AccountNumberFieldsProps {
  readonly form: Pick<UseFormReturnType<{ number: string; name: string }>, 'getInputProps'>;
}

/** Number and name of an account. */
export function AccountNumberFields({ form }: AccountNumberFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('maker:ledger.number')}
        description={t('maker:ledger.numberHint')}
        data-autofocus
        {...form.getInputProps('number')}
      />
      <TextInput label={t('maker:ledger.name')} {...form.getInputProps('name')} />
    </>
  );
}
