import type { DocumentLanguage } from '../domain/invoice-document.js';

/** Texts of emails with documents in one language. Names in braces are replaced by values. */
export interface DocumentMailTexts {
  /** Subject of a document that is to be paid. */
  readonly subject: string;
  /** Subject of a document without a due date, such as a credit note. */
  readonly subjectWithoutDue: string;
  readonly greeting: string;
  /** Greeting for a shared mailbox. */
  readonly greetingWithoutName: string;
  readonly attached: string;
  readonly toPay: string;
  readonly credited: string;
  readonly open: string;
  readonly verify: string;
  readonly questions: string;
}

/** Texts of the emails by language. */
export const DOCUMENT_MAIL_TEXTS: Readonly<Record<DocumentLanguage, DocumentMailTexts>> = {
  en: {
    subject: '{title} {number} from {seller}, due {due}',
    subjectWithoutDue: '{title} {number} from {seller}',
    greeting: 'Hello {name},',
    greetingWithoutName: 'Hello,',
    attached: '{title} {number} of {issued} for {period} is attached. Contract: {contracts}.',
    toPay: 'Amount to pay: {amount}. Due date: {due}.',
    credited: 'Amount credited: {amount}.',
    open: 'View the document in the customer portal:',
    verify: 'Verify the quantities down to the readings with the proof pack from the portal:',
    questions: '{seller}\nQuestions about this document: {email}',
  },
  zh: {
    subject: '{seller} {title} {number}，到期日 {due}',
    subjectWithoutDue: '{seller} {title} {number}',
    greeting: '{name}，您好：',
    greetingWithoutName: '您好：',
    attached: '附件为 {issued} 开具的{title} {number}，服务期间 {period}，合同 {contracts}。',
    toPay: '应付金额：{amount}。到期日：{due}。',
    credited: '贷记金额：{amount}。',
    open: '在客户门户中查看：',
    verify: '使用门户中的证明包可将用量核验到读数：',
    questions: '{seller}\n如有疑问，请联系：{email}',
  },
  es: {
    subject: '{title} {number} de {seller}, vence el {due}',
    subjectWithoutDue: '{title} {number} de {seller}',
    greeting: 'Hola, {name}:',
    greetingWithoutName: 'Hola:',
    attached:
      'Adjuntamos el documento {title} {number} del {issued}, correspondiente a {period}. Contrato: {contracts}.',
    toPay: 'Importe a pagar: {amount}. Fecha de vencimiento: {due}.',
    credited: 'Importe abonado: {amount}.',
    open: 'Ver el documento en el portal de clientes:',
    verify: 'Verifique las cantidades hasta las lecturas con el paquete de prueba del portal:',
    questions: '{seller}\nPreguntas sobre este documento: {email}',
  },
  id: {
    subject: '{title} {number} dari {seller}, jatuh tempo {due}',
    subjectWithoutDue: '{title} {number} dari {seller}',
    greeting: 'Halo {name},',
    greetingWithoutName: 'Halo,',
    attached: 'Terlampir {title} {number} tanggal {issued} untuk {period}. Kontrak: {contracts}.',
    toPay: 'Jumlah yang harus dibayar: {amount}. Jatuh tempo: {due}.',
    credited: 'Jumlah yang dikreditkan: {amount}.',
    open: 'Lihat dokumen di portal pelanggan:',
    verify: 'Verifikasi jumlah hingga ke pembacaan dengan paket bukti dari portal:',
    questions: '{seller}\nPertanyaan tentang dokumen ini: {email}',
  },
  pl: {
    subject: '{title} {number} od {seller}, termin płatności {due}',
    subjectWithoutDue: '{title} {number} od {seller}',
    greeting: 'Dzień dobry, {name},',
    greetingWithoutName: 'Dzień dobry,',
    attached: 'W załączniku: {title} {number} z dnia {issued} za okres {period}. Umowa: {contracts}.',
    toPay: 'Do zapłaty: {amount}. Termin płatności: {due}.',
    credited: 'Kwota korekty na korzyść nabywcy: {amount}.',
    open: 'Dokument w portalu klienta:',
    verify: 'Ilości można zweryfikować aż do odczytów za pomocą pakietu dowodowego z portalu:',
    questions: '{seller}\nPytania dotyczące dokumentu: {email}',
  },
};
