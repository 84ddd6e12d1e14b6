import { el, fill } from './dom.js';

/**
 * A field of a form.
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {string} value what it contains at first
 * @property {string} [default] what the service takes if it is empty; shown while it is
 * @property {string} [label]
 * @property {string} [type] `duration`, `integer`, `size`, `boolean`, `choice`, `text`
 * @property {string} [min]
 * @property {string} [max]
 * @property {string[]} [options] the values of a choice
 * @property {string} [description]
 */

let ids = 0;

/** The element of a field: its label, control and hint, and a place for what is wrong with it. */
export function field(spec) {
  const id = `field-${++ids}`;
  return el(
    'div',
    { class: 'field', 'data-field': spec.name },
    el('label', { for: id }, spec.label ?? spec.name),
    control(spec, id),
    el('p', { class: 'hint', id: `${id}-hint` }, hint(spec)),
    el('p', { class: 'wrong', id: `${id}-wrong`, role: 'alert', hidden: true }),
  );
}

/** The fields of the arguments of a kind. */
export function argumentFields(kind) {
  return kind.arguments.map((argument) => field({ ...argument, value: argument.default }));
}

/** The kinds to choose from. The first is chosen. */
export function kindChoices(kinds) {
  return choices({
    name: 'kind',
    label: 'Kind',
    options: kinds.map(({ name, description }, i) => ({ value: name, description, checked: i === 0 })),
  });
}

/** Radio buttons, or checkboxes if many can be chosen. */
export function choices({ name, label, options, many = false }) {
  return el(
    'fieldset',
    { class: 'choices', 'data-field': name },
    el('legend', {}, label),
    el(
      'div',
      { class: 'options' },
      options.map((option) =>
        el(
          'label',
          { title: option.description },
          el('input', {
            type: many ? 'checkbox' : 'radio',
            name,
            value: option.value,
            checked: option.checked,
            disabled: option.disabled,
          }),
          el('span', {}, option.value, option.disabled && ' (disabled)'),
        ),
      ),
    ),
    el('p', { class: 'hint' }),
    el('p', { class: 'wrong', role: 'alert', hidden: true }),
  );
}

/**
 * What a form contains, by name. Several values of one name have commas between them.
 * Blanks around a value are left out: they come with what is pasted.
 *
 * @returns {Record<string, string>}
 */
export function values(form) {
  const data = new FormData(form);
  return Object.fromEntries([...data.keys()].map((name) => [name, data.getAll(name).map((value) => String(value).trim()).join(',')]));
}

/** Those values that are not empty. */
export function withoutBlanks(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** Those values that differ from the defaults of a kind. An empty one stands for the default. */
export function withoutDefaults(values, kind) {
  const defaults = Object.fromEntries(kind.arguments.map(({ name, default: value }) => [name, value]));
  const differs = ([name, value]) => defaults[name] !== value && !(name in defaults && value === '');
  return Object.fromEntries(Object.entries(values).filter(differs));
}

/** Shows a problem beside the field that it is about, or else at the end of the form. */
export function showProblem(form, problem) {
  clearProblems(form);
  const about = form.querySelector(`[data-field="${CSS.escape(problem.parameter ?? '')}"]`);
  const place = about?.querySelector('.wrong') ?? form.querySelector('.form-wrong');
  const control = about?.querySelector('input, select');
  fill(place, about && problem.allowed ? `Allowed: ${problem.allowed}` : problem.message);
  place.hidden = false;
  if (control) {
    control.setAttribute('aria-invalid', 'true');
    control.focus();
  }
}

export function clearProblems(form) {
  for (const place of form.querySelectorAll('.wrong, .form-wrong')) {
    place.hidden = true;
    fill(place);
  }
  for (const control of form.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
  }
}

function control(spec, id) {
  const described = { id, name: spec.name, 'aria-describedby': `${id}-hint ${id}-wrong` };
  const offered = spec.type === 'boolean' ? ['true', 'false'] : spec.options;
  if (offered) {
    return el(
      'select',
      described,
      offered.map((value) => el('option', { value, selected: value === spec.value }, value)),
    );
  }
  return el('input', {
    ...described,
    type: 'text',
    value: spec.value,
    placeholder: spec.default ?? '',
    autocomplete: 'off',
    spellcheck: false,
    inputmode: spec.type === 'integer' ? 'numeric' : undefined,
  });
}

/** What a field says below its control: its description and its bounds. */
export function hint({ description, type, min, max, value }) {
  const unit = type === 'text' ? ' characters' : '';
  const bounds = min !== undefined && type !== 'boolean' && `${min} to ${max}${unit}`;
  return [description, bounds].filter(Boolean).join(' · ') || (value === '' ? 'optional' : '');
}
