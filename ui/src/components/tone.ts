/** What a status means; the mark, the word and the colour always come together. */
export type Tone = 'risk' | 'slow' | 'good' | 'info'
