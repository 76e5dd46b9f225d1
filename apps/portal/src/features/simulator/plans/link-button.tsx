import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../../ui/feedback/copy-text.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { writePlans } from './plan-link.js';
import type { UnsavedPlan } from './simulated-plan.js';

/** Stores the plans in the page's address, to keep it or send it to a colleague. */
export function LinkButton({ plans }: { readonly plans: readonly UnsavedPlan[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const keep = async (): Promise<void> => {
    await navigate({ to: '.', search: true, hash: writePlans(plans), replace: true });
    // The address contains the plans in any case.
    const isCopied = await copyText(window.location.href);
    toastDone(t(isCopied ? 'maker:simulator.linkCopied' : 'maker:simulator.linkInAddress'));
  };
  return (
    <Button variant="default" leftSection={<IconLink size={16} stroke={1.75} />} onClick={() => void keep()}>
      {t('maker:simulator.copyLink')}
    </Button>
  );
}
