let needsToken = false;

/** From now on, a command that changes something shows the token in the variable TOKEN. */
export function withToken(needed = true) {
  needsToken = needed;
}

/**
 * A command as it is typed into a shell.
 *
 * @param {string} method
 * @param {string} path
 * @param {string} [origin] the service's address
 */
export function curl(method, path, origin = location.origin) {
  const address = origin.replace(/^http:\/\//, '') + path;
  const quoted = /[?&]/.test(address) ? `'${address}'` : address;
  const token = needsToken ? '-H "Authorization: Bearer $TOKEN" ' : '';
  return `curl ${method === 'GET' ? '' : `${token}-X ${method} `}${quoted}`;
}

/** The same for an answer that goes on: curl prints it as it comes. */
export function curlStream(method, path, origin = location.origin) {
  return curl(method, path, origin).replace('curl', 'curl -N');
}

/** A command as often as it is asked for. */
export function repeated(command, times) {
  return times > 1 ? `for i in {1..${times}}; do ${command}; done` : command;
}

/** Parameters as a query, in their order. A shell takes it as it is between single quotes. */
export function query(parameters) {
  const written = Object.entries(parameters).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll("'", '%27')}`,
  );
  return written.length === 0 ? '' : `?${written.join('&')}`;
}
