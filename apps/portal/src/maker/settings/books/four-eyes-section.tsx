import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Maker } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { Section } from '../../../ui/section.js';
import { useServerForm } from '../../../ui/use-server-form.js';

/** Above which total one person approves and another issues, by currency. */
export function FourEyesSection() {
  const { t } = useTranslation();
  const format = useFormat();
  const [editing, setEditing] = useState(false);
  const maker = useOne<Maker>('maker', '/maker');
  if (maker.data === undefined) return null;
  const limits = Object.entries(maker.data.fourEyesLimits);
  return (
    <Section
      title={t('maker:books.fourEyes')}
      action={
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          {t('maker:books.changeLimits')}
        </Button>
      }
    >
      <p>
        {limits.length === 0
          ? t('maker:books.noLimits')
          : t('maker:books.limits', {
              limits: limits.map(([currency, amount]) => format.money(amount, currency)).join(' · '),
            })}
      </p>
      {editing ? <LimitsDialog maker={maker.data} onClose={() => setEditing(false)} /> : null}
    </Section>
  );
}

/** "PLN 100000", one a line. */
function LimitsDialog({ maker, onClose }: { readonly maker: Maker; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    {
      fourEyesLimits: Object.entries(maker.fourEyesLimits)
        .map((limit) => limit.join(' '))
        .join('\n'),
    },
    async ({ fourEyesLimits }) => {
      const lines = fourEyesLimits.split('\n').filter((line) => line.trim() !== '');
      const limits = lines.map((line) => line.trim().split(/\s+/));
      await request('PATCH', '/maker', {
        body: {
          fourEyesLimits: Object.fromEntries(
            limits.map(([currency = '', amount = '']) => [currency.toUpperCase(), amount]),
          ),
        },
        ifMatch: maker.version,
      });
      await stale('maker');
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('maker:books.fourEyes')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t('maker:books.limitsLabel')}
        description={t('maker:books.limitsHint')}
        autosize
        minRows={3}
        data-autofocus
        {...form.getInputProps('fourEyesLimits')}
      />
    </FormDialog>
  );
}
