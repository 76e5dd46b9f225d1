import type { DocumentLanguage } from '#documents';

interface LetterMailText {
  readonly subject: string;
  readonly body: string;
}

/**
 * The texts of an email about an index adjustment, with placeholders `{buyer}`, `{maker}`, `{contract}`, `{day}`,
 * `{link}` and `{hash}`.
 */
export const LETTER_MAIL_TEXTS: Readonly<Record<DocumentLanguage, LetterMailText>> = {
  en: {
    subject: 'New prices for contract {contract} from {day}',
    body: 'To {buyer}\n\nThe prices of contract {contract} change on {day} under its index clause. The attached letter shows the previous and new prices, the index values and the calculation.\n\nView the contract and its amendments:\n{link}\n\nSHA-256 of the letter: {hash}\n\n{maker}',
  },
  zh: {
    subject: '合同 {contract}：自 {day} 起的新价格',
    body: '致 {buyer}\n\n根据指数条款，合同 {contract} 的价格自 {day} 起调整。随附信函列有原价与新价、指数数值及其计算。\n\n合同及其补充协议：\n{link}\n\n信函的 SHA-256：{hash}\n\n{maker}',
  },
  es: {
    subject: 'Contrato {contract}: nuevos precios desde el {day}',
    body: 'Para {buyer}:\n\nLos precios del contrato {contract} cambian el {day} según su cláusula de índice. La carta adjunta contiene los precios anteriores y los nuevos, los valores de índice y el cálculo.\n\nVer el contrato y sus enmiendas:\n{link}\n\nSHA-256 de la carta: {hash}\n\n{maker}',
  },
  id: {
    subject: 'Kontrak {contract}: harga baru mulai {day}',
    body: 'Kepada {buyer}\n\nHarga kontrak {contract} berubah pada {day} menurut klausul indeksnya. Surat terlampir memuat harga sebelumnya dan harga baru, nilai indeks, dan perhitungannya.\n\nLihat kontrak dan amendemennya:\n{link}\n\nSHA-256 surat: {hash}\n\n{maker}',
  },
  pl: {
    subject: 'Umowa {contract}: nowe ceny od {day}',
    body: 'Do: {buyer}\n\nZgodnie z klauzulą waloryzacyjną ceny w umowie {contract} zmieniają się od {day}. Załączone pismo zawiera ceny dotychczasowe i nowe, wartości wskaźników i obliczenie.\n\nUmowa i jej aneksy:\n{link}\n\nSHA-256 pisma: {hash}\n\n{maker}',
  },
};
