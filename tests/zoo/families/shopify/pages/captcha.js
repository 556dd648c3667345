document.querySelectorAll("form input[name=form_type][value=customer_login]").forEach((input) => {
  const form = input.form;
  if (form.elements["h-captcha-response"]) { return; }
  form.append(Object.assign(document.createElement("textarea"), {name: "h-captcha-response", value: "P1_eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.hKdwYXNza2V5", hidden: true}));
});
