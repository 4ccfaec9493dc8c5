import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line for each file: compliant or not, and the failed clauses. */
class PdfaCheck {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        boolean all = true;
        for (int at = 1; at < arguments.length; at++) {
            try (FileInputStream stream = new FileInputStream(arguments[at]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                ValidationResult result = validator.validate(parser);
                StringBuilder line = new StringBuilder(result.isCompliant() ? "compliant" : "NOT");
                result.getTestAssertions().stream().filter(a -> a.getStatus().toString().equals("failed"))
                    .map(a -> " " + a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber() + " " + a.getMessage())
                    .distinct().limit(8).forEach(line::append);
                System.out.println(line + "\t" + arguments[at]);
                all &= result.isCompliant();
            }
        }
        System.exit(all ? 0 : 1);
    }
}
