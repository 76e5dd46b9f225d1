import { IconCameraOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './camera-view.module.css';

interface CameraViewProps {
  /** Receives the text of each visible code; return true to stop scanning. */
  readonly onText: (text: string) => boolean;
}

type CameraState = 'asking' | 'looking' | 'refused' | 'none';

const SCAN_INTERVAL_MS = 150;

/**
 * Camera view that scans for a label. Without a camera or permission, it shows a message and the serial number can be
 * typed.
 */
export function CameraView({ onText }: CameraViewProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const onTextRef = useRef(onText);
  onTextRef.current = onText;
  const [state, setState] = useState<CameraState>('asking');

  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | undefined;
    let timer: number | undefined;
    const scan = async (): Promise<void> => {
      const { detectLabel } = await import('./detect-label.js');
      const again = async (): Promise<void> => {
        if (isOver || video.current === null) return;
        if (video.current.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
          const text = await detectLabel(video.current);
          if (isOver) return;
          if (text !== undefined && onTextRef.current(text)) return;
        }
        timer = window.setTimeout(() => void again().catch(() => setState('none')), SCAN_INTERVAL_MS);
      };
      await again();
    };
    const start = async (): Promise<void> => {
      if (navigator.mediaDevices === undefined) {
        setState('none');
        return;
      }
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment' },
        audio: false,
      });
      if (isOver || video.current === null) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      video.current.srcObject = stream;
      await video.current.play();
      setState('looking');
      await scan();
    };
    start().catch((error: unknown) => {
      if (!isOver)
        setState(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none');
    });
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);

  return (
    <div className={classes.camera} data-state={state}>
      <video
        ref={video}
        className={classes.video}
        muted
        playsInline
        aria-label={t('technician:scan.camera')}
      />
      {state === 'looking' ? <span className={classes.frame} aria-hidden /> : null}
      <p className={classes.words} role="status">
        {state === 'refused' || state === 'none' ? (
          <IconCameraOff size={24} stroke={1.75} aria-hidden />
        ) : null}
        {t(`technician:scan.state.${state}`)}
      </p>
    </div>
  );
}
