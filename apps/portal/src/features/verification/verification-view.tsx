import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChecksMade } from './checks-made.js';
import { figuresOf } from './engine/invoice-figures.js';
import { useVerification } from './engine/use-verification.js';
import { Findings } from './findings.js';
import { OtherWays } from './other-ways.js';
import { PackChooser } from './pack-chooser.js';
import { PackFigures } from './pack-figures.js';
import { RootField } from './root-field.js';
import { useFileDrop } from './use-file-drop.js';
import { useLoadedFonts } from './use-loaded-fonts.js';
import { VerdictBanner } from './verdict-banner.js';
import classes from './verification.module.css';

/**
 * Verifies a proof pack in the browser. The answer comes first, in words; then the findings, the figures, and what was
 * checked.
 * @param linkedRoot root hash in the page's address, as in the QR code of an invoice
 */
export function VerificationView({ linkedRoot }: { readonly linkedRoot: string }) {
  const { t } = useTranslation();
  const { state, choose, typeRoot, cancel, reset } = useVerification(linkedRoot);
  const isOver = useFileDrop(choose);
  useLoadedFonts();
  const { pack } = state;
  const root = <RootField state={state} onType={typeRoot} />;
  if (pack.status === 'none')
    return (
      <>
        <p className={classes.lead}>{t('verify:lead')}</p>
        <div className={classes.inputs}>
          <PackChooser isOver={isOver} isReady={state.isReady} hasFailed={state.hasFailed} onFiles={choose} />
          {root}
        </div>
        <OtherWays />
      </>
    );
  const again = (
    <Button variant="default" onClick={reset}>
      {t('verify:again')}
    </Button>
  );
  return (
    <>
      <VerdictBanner pack={pack} isLinked={state.isLinked} onCancel={cancel} />
      {pack.status === 'working' ? null : (
        <div className={classes.inputs}>
          {root}
          {again}
        </div>
      )}
      {pack.status !== 'verified' ? null : (
        <>
          {pack.verdict.findings.length === 0 ? null : <Findings findings={pack.verdict.findings} />}
          <PackFigures verification={pack.verification} />
          <ChecksMade
            verification={pack.verification}
            verdict={pack.verdict}
            isIssued={figuresOf(pack.verification.invoice).kind !== 'draft'}
          />
        </>
      )}
    </>
  );
}
