import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface ChooseFileButtonProps {
  /** The previously selected file. */
  readonly file: File | undefined;
  readonly loading: boolean;
  readonly onChoose: (file: File) => void;
  /** Shows the button as secondary, because another action comes first. */
  readonly isSecondary?: boolean;
}

/** Selects a CSV file, and allows replacing it. */
export function ChooseFileButton({ file, loading, onChoose, isSecondary = false }: ChooseFileButtonProps) {
  const { t } = useTranslation();
  return (
    <FileButton onChange={(chosen) => chosen && onChoose(chosen)} accept=".csv,text/csv">
      {(props) => (
        <Button
          {...props}
          variant={file === undefined && !isSecondary ? 'filled' : 'default'}
          loading={loading}
          leftSection={<IconUpload size={16} stroke={1.75} />}
        >
          {file === undefined ? t('maker:import.choose') : t('maker:import.other')}
        </Button>
      )}
    </FileButton>
  );
}
