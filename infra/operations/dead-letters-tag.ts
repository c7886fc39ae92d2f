/** The tag by which `npm run dead-letters` knows queues of dead letters; its value says what one there means. */
export const deadLettersTag = 'bodega:dead-letters';
