(function () {
  const state = (name, otherwise) => {
    const held = document.querySelector("#initial-state-core-" + name);
    return held ? JSON.parse(atob(held.value)) : otherwise;
  };
  const errors = state("loginErrors", []), user = state("loginUsername", "");
  const wrong = errors.includes("invalidpassword"), off = errors.includes("userdisabled");
  const note = errors.includes("csrfCheckFailed") ? '<div class="notecard notecard--error" role="alert"><h2>Tillfälligt fel</h2><p>Försök igen.</p></div>' : "";
  const said = wrong ? "Fel inloggning eller lösenord." : off ? "Detta konto är inaktiverat" : "";
  document.querySelector("#login").outerHTML = `<div class="guest-box login-box"><div class="login-box__wrapper">
    <form class="login-form" method="post" name="login" action="/login">
      <fieldset class="login-form__fieldset" data-login-form>${note}
        <h2 class="login-form__headline" data-login-form-headline>Logga in på Nextcloud</h2>
        <div class="input-field"><div class="input-field__main-wrapper"><input id="user" name="user" type="text" maxlength="255" autocapitalize="none" autocomplete="username" required class="input-field__input" data-login-form-input-user>
          <label class="input-field__label" for="user">Kontonamn eller e-post</label></div></div>
        <div class="input-field"><div class="input-field__main-wrapper"><input id="password" name="password" type="password" autocapitalize="none" autocomplete="current-password" required class="input-field__input" data-login-form-input-password>
          <label class="input-field__label" for="password">Lösenord</label></div>
          ${said ? `<p id="password-helper-text" class="input-field__helper-text-message input-field__helper-text-message--error">${said}</p>` : ""}</div>
        <button class="button-vue button-vue--vue-primary" type="submit" data-login-form-submit><span class="button-vue__text">Logga in</span></button>
        <input type="hidden" name="timezone"><input type="hidden" name="timezone_offset"><input type="hidden" name="requesttoken">
      </fieldset></form>
    <div class="login-box__alternatives"><button id="lost-password" class="button-vue" type="button">Glömt lösenordet?</button><button class="button-vue" type="button">Logga in med en enhet</button></div>
  </div></div>`;
  const form = document.forms.login;
  form.elements.user.value = user;
  form.elements.timezone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  form.elements.timezone_offset.value = -new Date().getTimezoneOffset() / 60;
  form.elements.requesttoken.value = document.head.dataset.requesttoken;
})();
