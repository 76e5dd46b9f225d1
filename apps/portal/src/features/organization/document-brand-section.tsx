import { Button, ColorInput, FileButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { DocumentBrand } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { Section } from '../../ui/layout/section.js';
import classes from './document-brand.module.css';

/** Logo and colour of invoices, credit notes and letters. A change does not affect issued documents. */
export function DocumentBrandSection() {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  const query = useOne('document-brand', '/document-brand');
  const brand = query.data;
  return (
    <Section
      title={t('maker:brand.title')}
      aside={t('maker:brand.what')}
      action={
        brand === undefined ? undefined : (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {t('maker:brand.edit')}
          </Button>
        )
      }
    >
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : brand === undefined ? (
        <SkeletonRows rows={1} />
      ) : (
        <>
          <BrandPreview {...brand} />
          {isEditing ? <BrandDialog brand={brand} onClose={() => setEditing(false)} /> : null}
        </>
      )}
    </Section>
  );
}

/** The top of a document: the bar, the logo, and a number in the accent colour. */
function BrandPreview({ accent, logo }: DocumentBrand) {
  const { t } = useTranslation();
  return (
    <div className={classes.paper} style={{ borderTopColor: accent }}>
      {logo === null ? (
        <span className={classes.none}>{t('maker:brand.noLogo')}</span>
      ) : (
        <img src={`data:image/png;base64,${logo}`} alt={t('maker:brand.logo')} className={classes.logo} />
      )}
      <span className={classes.number} style={{ color: accent }}>
        {t('maker:brand.example')}
      </span>
    </div>
  );
}

function BrandDialog({ brand, onClose }: { readonly brand: DocumentBrand; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { form, sending, summary, submit } = useServerForm(
    { accent: brand.accent, logo: brand.logo },
    async ({ accent, logo }) => {
      await request('PATCH', '/document-brand', {
        body: { accent: accent.toLowerCase(), ...(logo !== brand.logo && { logo }) },
      });
      await stale('document-brand');
      toastDone(t('maker:brand.saved'));
      onClose();
    },
  );
  const choose = async (file: File | null): Promise<void> => {
    if (file !== null) form.setFieldValue('logo', await toBase64(file));
  };
  const { logo } = form.values;
  const logoError = form.errors['logo'];
  return (
    <FormDialog
      title={t('maker:brand.title')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('maker:brand.effect')}</p>
      <div className={classes.choice}>
        <FileButton accept="image/png,image/jpeg" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button {...props} variant="default">
              {t(logo === null ? 'maker:brand.choose' : 'maker:brand.replace')}
            </Button>
          )}
        </FileButton>
        {logo === null ? null : (
          <Button variant="subtle" onClick={() => form.setFieldValue('logo', null)}>
            {t('maker:brand.remove')}
          </Button>
        )}
        <span className={classes.none}>{t('maker:brand.formats')}</span>
      </div>
      {logoError === undefined ? null : <p role="alert">{logoError}</p>}
      {logo === null || logo === brand.logo ? null : (
        <img src={`data:;base64,${logo}`} alt={t('maker:brand.logo')} className={classes.logo} />
      )}
      <ColorInput
        label={t('maker:brand.accent')}
        description={t('maker:brand.accentWhat')}
        format="hex"
        {...form.getInputProps('accent')}
      />
    </FormDialog>
  );
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
