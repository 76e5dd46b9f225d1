import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProofPack } from '../../api/types.js';
import classes from './packs.module.css';

/** Explains how a neutral party verifies a pack. */
export function CheckHints({ pack }: { readonly pack: ProofPack | null }) {
  const { t } = useTranslation();
  const command = `node verify-pack.mjs ${pack?.file?.name ?? 'PACK.zip'} --root ${pack?.root ?? 'ROOT'}`;
  return (
    <section>
      <h3 className={classes.head}>{t('pack.check')}</h3>
      <p className={classes.note}>{t('pack.checkPage')}</p>
      <Button
        component="a"
        size="xs"
        variant="default"
        className={classes.page}
        href={`/verify${pack?.root ? `#${pack.root}` : ''}`}
        target="_blank"
        rel="noreferrer"
        leftSection={<IconShieldCheck size={14} stroke={1.75} />}
      >
        {t('pack.openPage')}
      </Button>
      <p className={classes.note}>{t('pack.checkHow')}</p>
      <div className={classes.command}>
        <code>{command}</code>
        <CopyButton value={command}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? t('action.copied') : t('action.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={classes.note}>{t('pack.checkWhat')}</p>
    </section>
  );
}
