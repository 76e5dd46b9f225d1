import { Button, FileButton, Progress } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryImportDetail } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useSize } from '../../../format/bytes/use-size.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import classes from './history-import.module.css';
import { useUpload } from './use-upload.js';

/** Resumes an interrupted upload: the user selects the same file again. */
export function ResumeUpload({ item }: { readonly item: HistoryImportDetail }) {
  const { t, i18n } = useTranslation();
  const size = useSize();
  const stale = useStale();
  const upload = useUpload();
  const [isOther, setIsOther] = useState(false);
  const uploaded = upload.uploaded ?? item.uploaded;
  const goOn = (file: File | null): void => {
    if (file === null) return;
    setIsOther(file.size !== item.bytes);
    if (file.size === item.bytes)
      void upload.send(item.id, file, item.uploaded).then(() => stale('history-imports'));
  };
  const failure = isOther
    ? t('maker:history.otherFile')
    : upload.failure === undefined
      ? undefined
      : problemText(problemOf(upload.failure), t, i18n);
  return (
    <div className={classes.block} role="status">
      <FormSummary summary={failure === undefined ? undefined : { fields: 0, text: failure }} />
      <Progress value={(uploaded / item.bytes) * 100} aria-label={t('maker:history.uploading')} />
      <p className={classes.note}>
        {t('maker:history.uploadCount', { name: item.name, done: size(uploaded), total: size(item.bytes) })}
      </p>
      {upload.uploaded !== undefined ? null : (
        <div>
          <FileButton onChange={goOn}>
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={16} stroke={1.75} />}>
                {t('maker:history.goOn')}
              </Button>
            )}
          </FileButton>
        </div>
      )}
    </div>
  );
}
